namespace Archivist.Machine.Planning;

/// <summary>What a program reads on its standard input. The private constructor closes the set. Immutable.</summary>
public abstract record StepInput
{
    private StepInput()
    {
    }

    /// <summary>Nothing.</summary>
    public sealed record None : StepInput;

    /// <summary>A text that the plan made.</summary>
    public sealed record Text(string Value) : StepInput;

    /// <summary>The passphrase for the new container, which only the person knows; without a line end.</summary>
    /// <param name="Container">The UUID of the container that it is for.</param>
    public sealed record Passphrase(string Container) : StepInput;
}
