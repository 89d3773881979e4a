@NullMarked
package org.clientele.staff.internal;

import org.jspecify.annotations.NullMarked;
