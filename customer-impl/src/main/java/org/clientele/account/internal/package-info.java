@NullMarked
package org.clientele.account.internal;

import org.jspecify.annotations.NullMarked;
