// Every screen, in one list. A module's default export is a function that answers with a template for the parameters of the path.
//
// path:     below /console/, with parameters as `:name`
// load:     imports the module when it is shown first
// title:    key of the text in the navigation and in the title of the window (of the area `app`)
// scope:    what the caller must hold to see it
// nav:      whether the navigation has it
// messages: areas of texts that it needs, besides `app`

export const SCREENS = [
  {
    path: 'customers',
    load: () => import('./customers/customers.js'),
    title: 'app.nav.customers',
    scope: 'customers:read',
    nav: true,
    messages: ['customers', 'filter', 'attribute'],
  },
  {
    path: 'customers/new',
    load: () => import('./customers/new-customer.js'),
    title: 'app.nav.customer-new',
    scope: 'customers:write',
    nav: false,
    messages: ['customers', 'attribute'],
  },
  {
    path: 'customers/:id',
    load: () => import('./customer/customer.js'),
    title: 'app.nav.customer',
    scope: 'customers:read',
    nav: false,
    messages: ['customer'],
  },
  {
    path: 'customers/:id/edit',
    load: () => import('./customer/edit.js'),
    title: 'app.nav.customer-edit',
    scope: 'customers:write',
    nav: false,
    messages: ['customer'],
  },
  {
    path: 'customers/:id/merge',
    load: () => import('./customer/merge.js'),
    title: 'app.nav.customer-merge',
    scope: 'customers:merge',
    nav: false,
    messages: ['customer'],
  },
  {
    path: 'carts',
    load: () => import('./carts/carts.js'),
    title: 'app.nav.carts',
    scope: 'carts:read',
    nav: true,
    messages: ['carts'],
  },
  {
    path: 'carts/new',
    load: () => import('./carts/new-cart.js'),
    title: 'app.nav.cart',
    scope: 'carts:write',
    nav: false,
    messages: ['cart', 'carts'],
  },
  {
    path: 'carts/approvals',
    load: () => import('./carts/approvals.js'),
    title: 'app.nav.approvals',
    scope: 'carts:read',
    nav: false,
    messages: ['carts'],
  },
  {
    path: 'carts/:id',
    load: () => import('./carts/cart.js'),
    title: 'app.nav.cart',
    scope: 'carts:read',
    nav: false,
    messages: ['cart', 'carts'],
  },
  {
    path: 'offers',
    load: () => import('./offers/offers.js'),
    title: 'app.nav.offers',
    scope: 'offers:read',
    nav: true,
    messages: ['offers'],
  },
  {
    path: 'products',
    load: () => import('./products/products.js'),
    title: 'app.nav.products',
    scope: 'products:read',
    nav: true,
    messages: ['products'],
  },
  {
    path: 'operations',
    load: () => import('./operations/operations.js'),
    title: 'app.nav.operations',
    scope: null,
    nav: false,
    messages: ['operations'],
  },
  {
    path: 'operations/:id',
    load: () => import('./operations/operation.js'),
    title: 'app.nav.operation',
    scope: null,
    nav: false,
    messages: ['operations'],
  },
  {
    path: 'notifications',
    load: () => import('./notifications/notifications.js'),
    title: 'app.nav.notifications',
    scope: null,
    nav: false,
    messages: ['notifications'],
  },
  {
    path: 'features',
    load: () => import('./features/features.js'),
    title: 'app.nav.features',
    scope: 'features:read',
    nav: true,
    messages: ['features'],
  },
];
