package dev.headgate.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The run as one HTML file that needs nothing else: uPlot (MIT licence, from its WebJar), styles, script and data are
 * part of it.
 */
final class Report {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    /** Returns the page. */
    static String html(Summary summary, Timeline timeline) {
        return resource("report.html")
                .replace("/*{uplot.css}*/", resource(UPLOT + "uPlot.min.css"))
                .replace("/*{report.css}*/", resource("report.css"))
                .replace("/*{uplot.js}*/", resource(UPLOT + "uPlot.iife.min.js"))
                .replace("/*{report.js}*/", resource("report.js"))
                .replace("{verdict}", ClosingTable.verdict(summary))
                .replace("{data}", data(summary, timeline));
    }

    /** Returns the data as JSON that cannot end its script element, whatever it holds. */
    private static String data(Summary summary, Timeline timeline) {
        try {
            return JSON.writeValueAsString(Map.of("summary", summary, "timeline", timeline))
                    .replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream file = Report.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("resource must be on the class path, missing: " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
