namespace Archivist.Operations.Configuration;

/// <summary>One place that holds a full copy, and the failure domains it is in.</summary>
/// <param name="Name">Unique among the replicas.</param>
/// <param name="Url">An absolute directory, or an address with a scheme, such as <c>rest:http…</c>; never with credentials.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>.</param>
/// <param name="Backbone">Which network it hangs on, such as <c>AS12876</c>; null when that is not known.</param>
internal sealed record ReplicaSettings(string Name, string Url, string Vendor, string Geography, string? Backbone);
