namespace Archivist.TestKit;

/// <summary>Where the working copy lies, for tests that look at its files.</summary>
public static class CheckedOut
{
    /// <summary>The folder that holds Archivist.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Archivist.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run from inside the working copy.");
    }
}
