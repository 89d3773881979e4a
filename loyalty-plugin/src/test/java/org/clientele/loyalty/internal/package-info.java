@NullMarked
package org.clientele.loyalty.internal;

import org.jspecify.annotations.NullMarked;
