/** Server-sent events without a thread for each. */
@NullMarked
package org.clientele.rest.events.internal;

import org.jspecify.annotations.NullMarked;
