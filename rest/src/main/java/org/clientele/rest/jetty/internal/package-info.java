/** What Jetty answers by itself, before any servlet sees the request. */
@NullMarked
package org.clientele.rest.jetty.internal;

import org.jspecify.annotations.NullMarked;
