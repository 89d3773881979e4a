/** {@code /api/openapi.json}: what the resources that are on right now offer. */
@NullMarked
package org.clientele.rest.openapi.internal;

import org.jspecify.annotations.NullMarked;
