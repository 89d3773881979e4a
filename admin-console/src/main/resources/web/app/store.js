// Kept by the browser. Storage may be refused, and then nothing is kept.

const guarded = (work, otherwise) => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

const PREFIX = 'clientele.';

const kept = (storage) => ({
  get: (key) => guarded(() => storage().getItem(PREFIX + key), null),
  set: (key, value) => guarded(() => storage().setItem(PREFIX + key, value)),
  remove: (key) => guarded(() => storage().removeItem(PREFIX + key)),
});

/** Until the tab is closed. */
export const tabStore = kept(() => sessionStorage);

/** For this browser: preferences only, nothing of a customer and no secret. */
export const browserStore = kept(() => localStorage);

/** Of the tab all but who is signed in: drafts and results of searches are nothing for who comes next. */
export const forgetWork = () =>
  guarded(() =>
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX) && key !== `${PREFIX}token`)
      .forEach((key) => sessionStorage.removeItem(key)),
  );
