using System.Net;
using System.Net.Sockets;

namespace Archivist.App.Web;

/// <summary>Names what counts as one client: an address of IPv4, or the 64 bits of IPv6 that one household or one rented server has (RFC 6177).</summary>
internal static class ClientAddress
{
    private const int PrefixBytes = 8;

    /// <summary>The name of a client's address; null, as for a local socket, is one of its own.</summary>
    internal static string Of(IPAddress? address)
    {
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
