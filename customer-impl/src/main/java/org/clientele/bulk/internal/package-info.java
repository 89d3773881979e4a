/** Work on many customers at once, as operations. */
@NullMarked
package org.clientele.bulk.internal;

import org.jspecify.annotations.NullMarked;
