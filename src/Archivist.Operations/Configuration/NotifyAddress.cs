using System.Text;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>An address that may be a secret: with some of them, knowing the address is enough to send. It is written out, or is a reference. Immutable.</summary>
internal sealed record NotifyAddress
{
    private readonly Uri? _url;
    private readonly SecretReference? _reference;

    private NotifyAddress(Uri? url, SecretReference? reference) => (_url, _reference) = (url, reference);

    /// <summary>Reads an address or a reference.</summary>
    /// <param name="text">As written in the file.</param>
    /// <param name="resolve">Makes the path of <c>file:</c> absolute.</param>
    /// <param name="fault">What is wrong; null for an address.</param>
    internal static NotifyAddress? TryParse(string text, Func<string, string> resolve, out SettingFault? fault)
    {
        fault = null;
        if (SecretReference.TryParse(text, resolve, out var unreadable) is { } reference)
            return new NotifyAddress(null, reference);
        if (unreadable is not SecretReferenceFault.UnknownKind)
        {
            fault = new SettingFault.NotASecretReference(unreadable!.Value);
            return null;
        }

        fault = !Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsWeb(url) ? new SettingFault.NotAWebAddress()
            : url.UserInfo.Length > 0 ? new SettingFault.UrlHasCredentials()
            : !IsProtected(url) ? new SettingFault.NotEncrypted()
            : null;
        return fault is null ? new NotifyAddress(url, null) : null;
    }

    /// <summary>The address.</summary>
    /// <param name="target">The name of the target, for messages.</param>
    /// <param name="secrets">Where references are looked up.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException">The reference leads to nothing, or to what is no such address; it is not repeated.</exception>
    internal async Task<Uri> ResolveAsync(string target, SecretSources secrets, CancellationToken cancellationToken)
    {
        if (_url is not null)
            return _url;
        var text = Encoding.UTF8.GetString((await _reference!.ResolveAsync(secrets, cancellationToken)).Span);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && IsWeb(url) && url.UserInfo.Length == 0 && IsProtected(url)
            ? url
            : throw new ArchivistException(new NotifyAddressUnusable(target, _reference.ToString()));
    }

    /// <summary>The host, or the reference: the rest of an address may be secret.</summary>
    public override string ToString() => _url?.Authority ?? _reference!.ToString();

    private static bool IsWeb(Uri url) => url.Scheme is "http" or "https" && url.Host.Length > 0 && url.Query.Length + url.Fragment.Length == 0;

    private static bool IsProtected(Uri url) => url.Scheme is "https" || url.IsLoopback;
}
