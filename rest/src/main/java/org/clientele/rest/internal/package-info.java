/** The front servlet and the engine behind it that is replaced whenever a resource comes or goes. */
@NullMarked
package org.clientele.rest.internal;

import org.jspecify.annotations.NullMarked;
