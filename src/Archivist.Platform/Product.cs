using System.Reflection;

namespace Archivist.Platform;

/// <summary>Name and version of this program.</summary>
public static class Product
{
    /// <summary>The version, such as <c>1.2.3</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The name and the version.</summary>
    public static string NameAndVersion => $"archivist {Version}";
}
