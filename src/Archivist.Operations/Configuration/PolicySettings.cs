namespace Archivist.Operations.Configuration;

/// <summary>How many copies there must be, over how many distinct domains.</summary>
/// <param name="Copies">Full copies; the local repository is none of them.</param>
/// <param name="Vendors">Distinct vendors among them.</param>
/// <param name="Geographies">Distinct geographies among them.</param>
/// <param name="Offline">Copies that no network reaches: discs.</param>
internal sealed record PolicySettings(int Copies, int Vendors, int Geographies, int Offline);
