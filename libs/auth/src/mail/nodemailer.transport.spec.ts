import { afterEach, expect, it, vi } from 'vitest';
import { openNodemailer } from './nodemailer.transport.js';

afterEach(() => vi.doUnmock('nodemailer'));

it('says what to install where nodemailer is missing', async () => {
  vi.doMock('nodemailer', () => {
    throw new Error("Cannot find package 'nodemailer'");
  });
  await expect(openNodemailer('smtp', { host: 'localhost' })).rejects.toThrow('npm install nodemailer');
});
