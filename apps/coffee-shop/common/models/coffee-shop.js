// A model script, in LoopBack's way: it does for coffee shops what src/reviewers/reviewer.hooks.ts does for reviewers.
export default function (CoffeeShop) {
  CoffeeShop.observe('before save', async ({ instance, data }) => {
    const values = instance ?? data;
    if (typeof values.name === 'string') values.name = values.name.trim().replaceAll(/\s+/g, ' ');
  });

  CoffeeShop.names = async (limit = 10) => {
    const found = await CoffeeShop.find({ fields: ['name'], order: 'name', limit });
    return found.map(({ name }) => name);
  };
  CoffeeShop.remoteMethod('names', {
    description: 'Names in their order.',
    accepts: { arg: 'limit', type: 'integer' },
    returns: { arg: 'names', type: ['string'] },
    http: { verb: 'get' },
  });
}
