/** Follows which features are switched on, and takes the services of the others away. */
@NullMarked
package org.clientele.feature.internal;

import org.jspecify.annotations.NullMarked;
