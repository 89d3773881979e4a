@NullMarked
package org.clientele.phone.internal;

import org.jspecify.annotations.NullMarked;
