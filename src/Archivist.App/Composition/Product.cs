using System.Reflection;

namespace Archivist.App.Composition;

/// <summary>Name and version of this program.</summary>
internal static class Product
{
    internal static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal static string NameAndVersion => $"archivist {Version}";
}
