@NullMarked
package org.clientele.address.internal;

import org.jspecify.annotations.NullMarked;
