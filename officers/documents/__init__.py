"""公文: the layout that every official paper shares. The papers themselves live with their app."""
