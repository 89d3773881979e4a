package ${package};

import org.clientele.console.ConsoleExtension;
import org.osgi.service.component.annotations.Component;

/** The tab of a customer in the console. */
## snippet: tab
@Component(
        property = {
            ConsoleExtension.MODULE + "=tab.js",
            ConsoleExtension.TITLE + "=${title}",
            ConsoleExtension.PLACES + "=tab",
            ConsoleExtension.SCOPE + "=${word}:read"
        })
public final class ${Word}Tab implements ConsoleExtension {}
## end
