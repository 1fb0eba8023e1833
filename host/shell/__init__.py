"""What a person sees and touches: native windows drawn by the host. No WebEngine is imported."""
