package dev.headgate.local.stepfunctions;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/** The opaque {@code nextToken} of a list: the place of the last entry that was shown. */
final class PageToken {
    private PageToken() {}

    static String of(long place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("p" + place).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ApiException InvalidToken if it was not given out here */
    static OptionalLong read(ApiRequest request) {
        return request.text("nextToken")
                .map(PageToken::decode)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static long decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("p")) {
                return Long.parseLong(text.substring(1));
            }
        } catch (IllegalArgumentException e) {
            throw new ApiException("InvalidToken", "Invalid Token: '" + token + "'");
        }
        throw new ApiException("InvalidToken", "Invalid Token: '" + token + "'");
    }
}
