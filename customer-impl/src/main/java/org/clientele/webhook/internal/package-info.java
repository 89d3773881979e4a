/** Webhooks: who wants to hear of what, and how it gets there. */
@NullMarked
package org.clientele.webhook.internal;

import org.jspecify.annotations.NullMarked;
