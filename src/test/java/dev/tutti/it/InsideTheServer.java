package dev.tutti.it;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class within the product's WAR on the one Payara Micro, with its beans injected;
 * methods marked {@link org.jboss.arquillian.container.test.api.RunAsClient} stay outside. Such a
 * class goes into the WAR, see {@link Applications#tutti}.
 */
@ExtendWith(ArquillianExtension.class)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface InsideTheServer {}
