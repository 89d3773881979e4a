@NullMarked
package org.clientele.persistence;

import org.jspecify.annotations.NullMarked;
