using System.Globalization;
using Archivist.Replicas.Problems;

namespace Archivist.Replicas.Addresses;

/// <summary>The addresses of the shares of a striped replica, as in <c>striped:2:/a|/b|/c|/d|/e</c>.</summary>
/// <param name="Data">Shares that hold packs, 1 to <see cref="MostData"/>.</param>
/// <param name="Recovery">Shares that hold recovery data, all of them directories, 1 to <see cref="MostRecovery"/>.</param>
public sealed record ShareAddresses(IReadOnlyList<string> Data, IReadOnlyList<string> Recovery)
{
    /// <summary>The most data shares.</summary>
    public const int MostData = 16;

    /// <summary>The most recovery shares.</summary>
    public const int MostRecovery = 4;

    /// <summary>Between the addresses.</summary>
    internal const char Separator = '|';

    /// <summary>All of them, data shares first.</summary>
    public IReadOnlyList<string> All => [.. Data, .. Recovery];

    /// <summary>The address of the whole; shares are as they are written here.</summary>
    /// <param name="shares">The shares, those with recovery data last.</param>
    /// <param name="recovery">The number of shares with recovery data.</param>
    public static string Join(IEnumerable<string> shares, int recovery) => string.Create(CultureInfo.InvariantCulture, $"striped:{recovery}:{string.Join(Separator, shares)}");

    internal static RepositoryAddress Read(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var recovery))
            throw StoreScheme.Refuse(AddressFault.SharesInvalid, "striped");
        var shares = text[(colon + 1)..].Split(Separator);
        if (recovery is < 1 or > MostRecovery || shares.Length - recovery is < 1 or > MostData)
            throw StoreScheme.Refuse(AddressFault.SharesInvalid, "striped");
        var parsed = shares.Select(RepositoryAddress.Parse).ToList();
        if (parsed.Exists(share => share.Kind is AddressKind.Striped or AddressKind.Disc))
            throw StoreScheme.Refuse(AddressFault.SharesInvalid, "striped");
        if (parsed.Exists(share => share.Url is { UserInfo.Length: > 0 }))
            throw StoreScheme.Refuse(AddressFault.HasCredentials, "striped");
        if (parsed.TakeLast(recovery).Any(share => share.Kind is not AddressKind.Directory))
            throw StoreScheme.Refuse(AddressFault.RecoveryShareRemote, "striped");
        return new RepositoryAddress(AddressKind.Striped, "", null) { Shares = new ShareAddresses(shares[..^recovery], shares[^recovery..]) };
    }
}
