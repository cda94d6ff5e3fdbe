namespace Archivist.Operations.Configuration;

/// <summary>Where the catalogue of discs is.</summary>
/// <param name="Path">Its directory, absolute; plans of sets lie in it as well.</param>
internal sealed record CatalogueSettings(string Path);
