@NullMarked
package org.clientele.webhook.internal;

import org.jspecify.annotations.NullMarked;
