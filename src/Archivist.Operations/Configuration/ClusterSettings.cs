namespace Archivist.Operations.Configuration;

/// <summary>Several machines that run the schedules of one archive between them.</summary>
/// <param name="Database">A reference to the connection string of the PostgreSQL database that they share.</param>
internal sealed record ClusterSettings(SecretReference Database);
