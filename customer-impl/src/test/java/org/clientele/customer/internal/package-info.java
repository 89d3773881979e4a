@NullMarked
package org.clientele.customer.internal;

import org.jspecify.annotations.NullMarked;
