/** Strict JSON: what is read, what is written, and what is wrong with it. */
@NullMarked
package org.clientele.rest.json.internal;

import org.jspecify.annotations.NullMarked;
