// Kept by the browser. Storage may be refused, and then nothing is kept.

const guarded = (work, otherwise) => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

const kept = (storage) => ({
  get: (key) => guarded(() => storage().getItem('clientele.' + key), null),
  set: (key, value) => guarded(() => storage().setItem('clientele.' + key, value)),
  remove: (key) => guarded(() => storage().removeItem('clientele.' + key)),
});

/** Until the tab is closed. */
export const tabStore = kept(() => sessionStorage);

/** For this browser: preferences only, nothing of a customer and no secret. */
export const browserStore = kept(() => localStorage);
