/** Every error as {@code application/problem+json} (RFC 9457). */
@NullMarked
package org.clientele.rest.problem.internal;

import org.jspecify.annotations.NullMarked;
