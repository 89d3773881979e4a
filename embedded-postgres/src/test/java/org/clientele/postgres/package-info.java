@NullMarked
package org.clientele.postgres;

import org.jspecify.annotations.NullMarked;
