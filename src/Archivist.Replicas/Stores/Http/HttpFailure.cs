using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Stores.Http;

/// <summary>What a failure of HTTP means for a store.</summary>
internal static class HttpFailure
{
    /// <summary>Why a request got no answer, and whether the same request may get one later.</summary>
    internal static (ServerFault Fault, bool IsTransient) Describe(HttpRequestException failure) => failure switch
    {
        { InnerException: AuthenticationException } => (new ServerFault.CertificateUntrusted(), false),
        { HttpRequestError: HttpRequestError.NameResolutionError } => (new ServerFault.HostUnknown(), true),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse } => (new ServerFault.NotHttp(), false),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => (new ServerFault.Refused(), true),
        { InnerException: SocketException } or { HttpRequestError: HttpRequestError.ConnectionError } => (new ServerFault.Unreachable(), true),
        _ => (new ServerFault.Disconnected(), true),
    };

    /// <summary>Whether the same request may succeed later, after an answer of that status.</summary>
    internal static bool IsTransient(int status) => (HttpStatusCode)status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500;
}
