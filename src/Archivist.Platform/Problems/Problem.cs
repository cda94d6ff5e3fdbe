namespace Archivist.Platform.Problems;

/// <summary>
/// What went wrong, as data: what kind of failure, on which object, with typed arguments. Each room declares its problems as sealed records in its directory <c>Problems</c>; the words are in
/// the message catalogues of the front ends, one per language, and a test finds a problem without words. Immutable. Never holds a secret.
/// </summary>
/// <param name="Failure">The kind of failure; <see cref="Failure.None"/> for what is worth knowing and leaves the verdict as it is.</param>
/// <param name="Subject">The object concerned, as its owner knows it: a path, an address, the name of a stored object.</param>
public abstract record Problem(Failure Failure, string Subject)
{
    /// <summary>The stable name of this problem for programs, such as <c>PackMissing</c>.</summary>
    public string Code => GetType().Name;
}
