/** Somebody else's format of exports. */
package org.clientele.itests.plugins.plainformat;
