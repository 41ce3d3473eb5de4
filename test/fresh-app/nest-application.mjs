import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// What `npx @nestjs/cli@12 new NAME` makes (@nestjs/schematics 12, ES modules, strict), without the tools for tests and style.
const FILES = {
  'package.json': JSON.stringify({
    name: 'fresh-app',
    version: '0.0.1',
    private: true,
    license: 'UNLICENSED',
    type: 'module',
    dependencies: {
      '@nestjs/common': '^12.0.1',
      '@nestjs/core': '^12.0.1',
      '@nestjs/platform-express': '^12.0.1',
      'reflect-metadata': '^0.2.2',
      rxjs: '^7.8.1',
    },
    devDependencies: { '@types/express': '^5.0.0', '@types/node': '^24.0.0', typescript: '^6.0.2' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      resolvePackageJsonExports: true,
      esModuleInterop: true,
      isolatedModules: true,
      declaration: true,
      removeComments: true,
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      allowSyntheticDefaultImports: true,
      target: 'ES2023',
      sourceMap: true,
      outDir: './dist',
      rootDir: '.',
      incremental: true,
      skipLibCheck: true,
      strict: true,
      strictPropertyInitialization: false,
      types: ['node'],
    },
  }),
  'tsconfig.build.json': JSON.stringify({
    extends: './tsconfig.json',
    compilerOptions: { rootDir: './src' },
    include: ['src'],
    exclude: ['node_modules', 'test', 'dist', '**/*.spec.ts'],
  }),
  'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
await bootstrap();
`,
};

/**
 * Makes the application; its packages are not installed.
 *
 * @param {string} directory
 */
export function makeNestApplication(directory) {
  writeFiles(directory, FILES);
}

/**
 * @param {string} directory
 * @param {Readonly<Record<string, string>>} files
 */
export function writeFiles(directory, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
