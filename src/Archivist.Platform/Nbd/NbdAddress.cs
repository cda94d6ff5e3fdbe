using System.Net;
using System.Net.Sockets;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Nbd;

/// <summary>Where an NBD server is, and which of its exports is meant (doc/uri.md of the nbd project).</summary>
/// <param name="Host">For TCP: name or address; null for a Unix socket.</param>
/// <param name="Port">For TCP.</param>
/// <param name="Socket">Path of the Unix socket; null for TCP.</param>
/// <param name="Export">Name of the export; may be empty.</param>
public sealed record NbdAddress(string? Host, int Port, string? Socket, string Export)
{
    /// <summary>True when the text begins as an NBD address does.</summary>
    public static bool IsOne(string text) =>
        text.StartsWith("nbd:", StringComparison.Ordinal) || text.StartsWith("nbd+", StringComparison.Ordinal)
        || text.StartsWith("nbds", StringComparison.Ordinal) && text.Contains("://", StringComparison.Ordinal);

    /// <summary>Reads <c>nbd://host[:port]/name</c> or <c>nbd+unix:///name?socket=PATH</c>; anything else is <see cref="Failure.Usage"/>.</summary>
    public static NbdAddress Parse(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            var export = Uri.UnescapeDataString(url.AbsolutePath.StartsWith('/') ? url.AbsolutePath[1..] : url.AbsolutePath);
            var socket = url.Query.TrimStart('?').Split('&').Where(part => part.StartsWith("socket=", StringComparison.Ordinal))
                .Select(part => Uri.UnescapeDataString(part["socket=".Length..])).FirstOrDefault();
            if (url.Scheme is "nbd" && url.Host.Length > 0 && socket is null)
                return new NbdAddress(url.DnsSafeHost, url.Port >= 0 ? url.Port : Nbd.NbdProtocol.DefaultPort, null, export);
            if (url.Scheme is "nbd+unix" && url.Host.Length == 0 && socket is { Length: > 0 })
                return new NbdAddress(null, 0, socket, export);
        }

        throw new ArchivistException(new NbdAddressInvalid(text));
    }

    /// <summary>True when only this machine reaches it.</summary>
    public bool IsLocal => Socket is not null || Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>As it is written, for people and for other tools.</summary>
    public override string ToString() => Socket is null
        ? $"nbd://{(Host!.Contains(':') ? $"[{Host}]" : Host)}:{Port}/{Uri.EscapeDataString(Export)}"
        : $"nbd+unix:///{Uri.EscapeDataString(Export)}?socket={Socket}";

    /// <summary>The end point to connect to or to listen on.</summary>
    internal EndPoint EndPoint => Socket is not null
        ? new UnixDomainSocketEndPoint(Socket)
        : IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : new DnsEndPoint(Host!, Port);
}
