@NullMarked
package org.clientele.offer.internal;

import org.jspecify.annotations.NullMarked;
