using System.Text;

namespace Archivist.Recovery.Builder;

/// <summary>The scripts and lists in the directory Resources, which travel inside the assembly.</summary>
internal static class BuildingResources
{
    internal static byte[] Bytes(string name)
    {
        using var resource = typeof(BuildingResources).Assembly.GetManifestResourceStream($"Building.{name}")
            ?? throw new InvalidOperationException($"The assembly was built without {name}.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    internal static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
