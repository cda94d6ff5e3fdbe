namespace Archivist.Replicas.Addresses;

/// <summary>Addresses for people to read.</summary>
public static class AddressText
{
    /// <summary>An address as it was written, but without user and password.</summary>
    /// <exception cref="Platform.Problems.ArchivistException">It is in no supported notation, as for <see cref="RepositoryAddress.Parse"/>.</exception>
    public static string WithoutCredentials(string address) =>
        RepositoryAddress.Parse(address).Url is { UserInfo.Length: > 0 } url
            ? address[..(address.IndexOf(':', StringComparison.Ordinal) + 1)] + new UriBuilder(url) { UserName = "", Password = "" }.Uri
            : address;
}
