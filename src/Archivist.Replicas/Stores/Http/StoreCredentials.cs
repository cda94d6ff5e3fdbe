namespace Archivist.Replicas.Stores.Http;

/// <summary>What we sign in to a store with. Never shown, not even in part.</summary>
/// <param name="User">The user of a REST server, or the access key of S3.</param>
/// <param name="Password">The user's password, or the secret key of S3.</param>
/// <param name="SessionToken">The token of temporary keys of S3; null for lasting ones.</param>
public sealed record StoreCredentials(string User, string Password, string? SessionToken = null)
{
    /// <inheritdoc/>
    public override string ToString() => "credentials";
}
