/** Staff users, their roles, grants and sessions, and the tokens of an identity provider. */
@NullMarked
package org.clientele.staff.internal;

import org.jspecify.annotations.NullMarked;
