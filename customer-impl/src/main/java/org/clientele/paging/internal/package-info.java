/** Lists that are paged by number, as REST shows them. */
@NullMarked
package org.clientele.paging.internal;

import org.jspecify.annotations.NullMarked;
