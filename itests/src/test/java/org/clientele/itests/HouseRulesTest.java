package org.clientele.itests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom (docs/architecture.md, A1 to A4), on the compiled classes. */
final class HouseRulesTest {
    private static final List<String> MODULES = List.of(
            "customer-api",
            "persistence",
            "rest",
            "customer-impl",
            "cart-impl",
            "loyalty-plugin",
            "watchlist-plugin",
            "admin-console",
            "export-plugin",
            "demo-shop");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(MODULES.stream().map(HouseRulesTest::compiled).toList());
    private static final JavaClasses API = new ClassFileImporter().importPaths(List.of(compiled("customer-api")));

    private static Path compiled(String module) {
        Path classes = Path.of("..", module, "target", "classes");
        assertThat(classes).isDirectory();
        return classes;
    }

    @Test
    void theApiImportsJavaAndAnnotationsOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.clientele..", "org.jspecify.annotations", "org.osgi.annotation..")
                .check(API);
    }

    /** On the sources: the build writes Hibernate into the compiled entities. */
    @Test
    void onlyPersistenceSeesHibernate() throws Exception {
        for (String module : MODULES) {
            if (module.equals("persistence")) {
                continue;
            }
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(file).content().doesNotContain("org.hibernate", "org.flywaydb", "com.zaxxer.hikari");
                }
            }
        }
    }

    @Test
    void onlyRestSeesCxf() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.clientele.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.cxf..")
                .check(HOUSE);
    }

    @Test
    void nobodyLooksIntoAnotherBundle() throws Exception {
        for (String module : MODULES) {
            JavaClasses own = new ClassFileImporter().importPaths(List.of(compiled(module)));
            List<String> internals = own.stream()
                    .map(JavaClass::getPackageName)
                    .filter(name -> name.contains(".internal"))
                    .distinct()
                    .toList();
            if (internals.isEmpty()) {
                continue;
            }
            JavaClasses others = new ClassFileImporter()
                    .importPaths(MODULES.stream()
                            .filter(other -> !other.equals(module))
                            .map(HouseRulesTest::compiled)
                            .toList());
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(internals.toArray(String[]::new))
                    .check(others);
        }
    }

    @Test
    void whatOthersImplementHasOneMethodOrNone() {
        classes()
                .that()
                .areAnnotatedWith("org.osgi.annotation.versioning.ConsumerType")
                .should(new LeaveOneMethodOrNone())
                .check(HOUSE);
    }

    private static final class LeaveOneMethodOrNone extends ArchCondition<JavaClass> {
        LeaveOneMethodOrNone() {
            super("leave one method or none to implement");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            long open = type.getMethods().stream()
                    .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                    .count();
            events.add(new SimpleConditionEvent(type, open <= 1, type.getFullName() + " leaves " + open));
        }
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Utils?|Helper|Impl|Base|DTO|Dto|(?<!Problem)Mapper)")
                .check(HOUSE);
    }

    @Test
    void everyResourceMethodDeclaresItsScope() {
        methods()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.GET")
                .or()
                .areAnnotatedWith("jakarta.ws.rs.POST")
                .or()
                .areAnnotatedWith("jakarta.ws.rs.PUT")
                .or()
                .areAnnotatedWith("jakarta.ws.rs.PATCH")
                .or()
                .areAnnotatedWith("jakarta.ws.rs.DELETE")
                .should(new DeclareAScope())
                .check(HOUSE);
    }

    private static final class DeclareAScope extends ArchCondition<JavaMethod> {
        private static final String SCOPE = "org.clientele.access.RequiresScope";

        DeclareAScope() {
            super("declare a scope");
        }

        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            boolean declared =
                    method.isAnnotatedWith(SCOPE) || method.getOwner().isAnnotatedWith(SCOPE);
            events.add(new SimpleConditionEvent(method, declared, method.getFullName()));
        }
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> folders = Files.walk(sources)) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    if (hasClasses(folder)) {
                        assertThat(folder.resolve("package-info.java"))
                                .content()
                                .contains("@NullMarked");
                    }
                }
            }
        }
    }

    private static boolean hasClasses(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        }
    }
}
