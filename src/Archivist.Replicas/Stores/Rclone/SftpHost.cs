using System.Globalization;
using System.Net;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>A host that is reached by SFTP, and as whom.</summary>
/// <param name="User">The user there; null for the name of the local one.</param>
/// <param name="Name">The host's name or address, without the brackets of an IPv6 address.</param>
/// <param name="Port">The port; null for 22.</param>
public sealed record SftpHost(string? User, string Name, int? Port)
{
    /// <summary>The host in one spelling, with one name for this machine.</summary>
    internal string Canonical
    {
        get
        {
            var isLoopback = Name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Name, out var address) && IPAddress.IsLoopback(address));
            return string.Create(CultureInfo.InvariantCulture, $"{User}@{(isLoopback ? "localhost" : Name.ToLowerInvariant())}:{Port ?? 22}");
        }
    }
}
