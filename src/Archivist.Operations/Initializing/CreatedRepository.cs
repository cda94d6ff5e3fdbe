namespace Archivist.Operations.Initializing;

/// <summary>A repository that was created.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version of its format.</param>
public sealed record CreatedRepository(string Location, string Id, int Version);
