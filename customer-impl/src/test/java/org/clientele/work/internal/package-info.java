@NullMarked
package org.clientele.work.internal;

import org.jspecify.annotations.NullMarked;
