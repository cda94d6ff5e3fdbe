using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Archivist.TestKit;

/// <content>AWS Signature Version 4, written from its specification and not by the SDK that is tested.</content>
public sealed partial class S3Impostor
{
    /// <summary>Why a request is refused; status 0 when it is not.</summary>
    private (int Status, string Code) FindFault(HttpRequest request, byte[] body)
    {
        var announced = $"{request.Headers["x-amz-content-sha256"]}";
        var parts = $"{request.Headers.Authorization}".Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        if (parts.Count != 3)
            return (403, "AccessDenied");
        var scope = parts["Credential"].Split('/');
        if (scope[0] != AccessKey)
            return (403, "InvalidAccessKeyId");
        if (Region is not null && scope[2] != Region)
            return (400, "AuthorizationHeaderMalformed");
        if (Sign(request, scope[1..], parts["SignedHeaders"], announced) != parts["Signature"])
            return (403, "SignatureDoesNotMatch");
        if (Lie is S3Lie.SkewedClock)
            return (403, "RequestTimeTooSkewed");
        return announced == Hex(SHA256.HashData(body)) ? (0, "") : (400, "XAmzContentSHA256Mismatch");
    }

    private static string Sign(HttpRequest request, string[] scope, string signedHeaders, string payload)
    {
        var headers = signedHeaders.Split(';').Select(name => $"{name}:{string.Join(',', request.Headers[name].Select(value => value!.Trim()))}\n");
        var query = request.Query.SelectMany(entry => entry.Value, (entry, value) => (Name: Escape(entry.Key), Value: Escape(value ?? "")))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Value, StringComparer.Ordinal).Select(entry => $"{entry.Name}={entry.Value}");
        // As it came: what is decoded and encoded again may differ.
        var path = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var canonical = $"{request.Method}\n{path}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{signedHeaders}\n{payload}";
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{string.Join('/', scope)}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
                escaped.Append((char)value);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return escaped.ToString();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
