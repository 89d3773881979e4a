/** The watchlist, tested on a real database, with the rest of the product played. */
@NullMarked
package org.clientele.watchlist.internal;

import org.jspecify.annotations.NullMarked;
