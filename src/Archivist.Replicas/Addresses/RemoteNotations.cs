using System.Text.RegularExpressions;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Rclone;

namespace Archivist.Replicas.Addresses;

/// <summary>Reads the addresses that rclone serves: <c>rclone:REMOTE:PATH</c>, and restic's two notations of SFTP (restic docs, "SFTP").</summary>
internal static partial class RemoteNotations
{
    /// <summary>Reads <c>REMOTE:PATH</c>. The path may be empty: then the remote itself is meant.</summary>
    internal static RepositoryAddress ReadRclone(string text)
    {
        var colon = text.IndexOf(':');
        // Options of a remote in the address would be secrets on a command line; rclone's configuration is their place.
        if (colon < 0 || !RemoteName().IsMatch(text.AsSpan(0, colon)) || HasControl(text))
            throw StoreScheme.Refuse(AddressFault.RemoteInvalid, "rclone");
        return new RepositoryAddress(AddressKind.Rclone, text[(colon + 1)..], null) { Rclone = new RclonePlace(text[..colon], null, text[(colon + 1)..]) };
    }

    /// <summary>
    /// Reads <c>[USER@]HOST:PATH</c>, or <c>//[USER@]HOST[:PORT]/PATH</c>. A path is relative to the user's home unless it begins with a slash, which in the
    /// second notation is the second one after the host.
    /// </summary>
    internal static RepositoryAddress ReadSftp(string text)
    {
        if (HasControl(text))
            throw StoreScheme.Refuse(AddressFault.HostInvalid, "sftp");
        var match = text.StartsWith("//", StringComparison.Ordinal) ? SftpUrl().Match(text) : SftpPath().Match(text);
        if (!match.Success)
            throw StoreScheme.Refuse(AddressFault.HostInvalid, "sftp");
        var user = match.Groups["user"] is { Success: true } written ? written.Value : null;
        if (user?.Contains(':') is true)
            throw StoreScheme.Refuse(AddressFault.PasswordInAddress, "sftp");
        int? port = null;
        if (match.Groups["port"] is { Success: true } digits)
            port = int.TryParse(digits.Value, out var number) && number is > 0 and < 65536 ? number : throw StoreScheme.Refuse(AddressFault.HostInvalid, "sftp");
        var path = match.Groups["path"].Value;
        // No shell is there that would take it for the home.
        if (path.StartsWith('~'))
            throw StoreScheme.Refuse(AddressFault.HomeInPath, "sftp");
        var host = new SftpHost(user, match.Groups["host"].Value.Trim('[', ']'), port);
        return new RepositoryAddress(AddressKind.Sftp, path, null) { Rclone = new RclonePlace(null, host, path) };
    }

    private static bool HasControl(string text) => text.Any(char.IsControl);

    /// <summary>What rclone accepts as a name (rclone docs, "Valid remote names"), beginning so that it cannot be taken for a flag.</summary>
    [GeneratedRegex(@"^[\w.+@][\w.+@ -]*(?<! )$", RegexOptions.CultureInvariant)]
    private static partial Regex RemoteName();

    [GeneratedRegex(@"^(?:(?<user>[^/]+)@)?(?<host>\[[0-9A-Fa-f:.]+(?:%[\w.]+)?\]|[^@:/\[\]-][^@:/\[\]]*):(?<path>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SftpPath();

    [GeneratedRegex(@"^//(?:(?<user>[^@/]+)@)?(?<host>\[[0-9A-Fa-f:.]+(?:%[\w.]+)?\]|[^@:/\[\]-][^@:/\[\]]*)(?::(?<port>[0-9]{1,5}))?/(?<path>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SftpUrl();
}
